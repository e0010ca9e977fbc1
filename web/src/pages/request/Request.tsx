import { Page } from '../../ui/parts.tsx'

export const RequestPage = () => <Page title="RequestPage">{null}</Page>
