import { Page } from '../../ui/parts.tsx'

export const Members = () => <Page title="Members">{null}</Page>
