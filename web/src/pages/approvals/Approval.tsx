import { Page } from '../../ui/parts.tsx'

export const ApprovalPage = () => <Page title="ApprovalPage">{null}</Page>
