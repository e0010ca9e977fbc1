import { Page } from '../../ui/parts.tsx'

export const BrandPage = () => <Page title="BrandPage">{null}</Page>
