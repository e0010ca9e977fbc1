import { Page } from '../../ui/parts.tsx'

export const Rules = () => <Page title="Rules">{null}</Page>
