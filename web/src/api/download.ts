import { saveAs } from '../parts/saveAs.ts'
import { freshToken } from '../session/renew.ts'
import { store } from '../store.ts'

/** Fetches a file of the API as who is signed in and hands it to the browser, under the name the API gives it or `otherwise`. Throws `{ data: Problem }` as a query would. */
export async function download(path: string, otherwise: string): Promise<void> {
  await freshToken()
  const { accessToken, organizationId } = store.getState().session
  const response = await fetch(path, {
    headers: {
      ...(accessToken && { Authorization: `Bearer ${accessToken}` }),
      ...(organizationId && { 'X-Organization-Id': organizationId }),
    },
  })
  if (!response.ok) throw { status: response.status, data: await response.json().catch(() => undefined) }
  saveAs(await response.blob(), /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '')?.[1] ?? otherwise)
}
