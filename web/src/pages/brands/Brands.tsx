import { Page } from '../../ui/parts.tsx'

export const Brands = () => <Page title="Brands">{null}</Page>
