import { Page } from '../../ui/parts.tsx'

export const OrganizationPage = () => <Page title="OrganizationPage">{null}</Page>
