import { Page } from '../../ui/parts.tsx'

export const Account = () => <Page title="Account">{null}</Page>
