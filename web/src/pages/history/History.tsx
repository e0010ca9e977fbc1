import { Page } from '../../ui/parts.tsx'

export const History = () => <Page title="History">{null}</Page>
