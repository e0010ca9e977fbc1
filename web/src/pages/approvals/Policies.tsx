import { Page } from '../../ui/parts.tsx'

export const Policies = () => <Page title="Policies">{null}</Page>
