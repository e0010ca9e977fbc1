import { z } from 'zod'
import { workflowIdOf } from '../workflows/messages.ts'

export const RequestLinks = z
  .object({
    self: z.string(),
    events: z.string(),
    cancel: z.string(),
    retry: z.string(),
    approval_links: z.string(),
    export: z.string(),
    temporal_ui: z.string().optional().meta({ description: 'The workflow of the current run, where TEMPORAL_UI_URL is set.' }),
  })
  .meta({ id: 'RequestLinks' })

/** Where a request itself is. */
export const selfLink = (publicUrl: string, requestId: string): string => `${publicUrl}/api/v1/content/requests/${requestId}`

/** Where a logo is: another one has another address. */
export const logoAddress = (publicUrl: string, organizationId: string, sha256: string): string =>
  `${publicUrl}/files/logos/${organizationId}/${sha256}`

/** Where everything about a request is, all built from PUBLIC_URL. */
export function linksOf(
  { publicUrl, temporalUi }: { publicUrl: string; temporalUi?: { url: string; namespace: string } },
  request: { id: string; organization_id: string; run: number },
): z.input<typeof RequestLinks> {
  const self = selfLink(publicUrl, request.id)
  const workflow = encodeURIComponent(workflowIdOf(request.organization_id, request.id, request.run))
  return {
    self,
    events: `${self}/events`,
    cancel: `${self}/cancel`,
    retry: `${self}/retry`,
    approval_links: `${self}/approval-links`,
    export: `${self}/export`,
    ...(temporalUi && { temporal_ui: `${temporalUi.url}/namespaces/${temporalUi.namespace}/workflows/${workflow}` }),
  }
}
