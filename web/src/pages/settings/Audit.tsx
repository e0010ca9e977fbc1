import { Page } from '../../ui/parts.tsx'

export const Audit = () => <Page title="Audit">{null}</Page>
