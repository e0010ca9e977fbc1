import { Page } from '../../ui/parts.tsx'

export const Home = () => <Page title="Home">{null}</Page>
