import { Page } from '../../ui/parts.tsx'

export const Approvals = () => <Page title="Approvals">{null}</Page>
