import { Page } from '../../ui/parts.tsx'

export const Calendar = () => <Page title="Calendar">{null}</Page>
