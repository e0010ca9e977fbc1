import { Page } from '../../ui/parts.tsx'

export const ApiKeys = () => <Page title="ApiKeys">{null}</Page>
