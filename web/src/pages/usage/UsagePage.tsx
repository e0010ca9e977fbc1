import { Page } from '../../ui/parts.tsx'

export const UsagePage = () => <Page title="UsagePage">{null}</Page>
