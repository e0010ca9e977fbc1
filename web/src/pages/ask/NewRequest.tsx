import { Page } from '../../ui/parts.tsx'

export const NewRequest = () => <Page title="NewRequest">{null}</Page>
