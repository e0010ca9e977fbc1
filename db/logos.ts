import { acrossTenants, type Db, type Pool } from './knex.ts'

export interface Logo {
  png: Buffer
  sha256: string
  width: number
  height: number
}

/** Keeps an organization's logo in place of the one before. */
export async function keepLogo(db: Db, organizationId: string, logo: Logo): Promise<void> {
  await db('organization_logos')
    .insert({ organization_id: organizationId, ...logo, updated_at: db.fn.now() })
    .onConflict('organization_id')
    .merge()
}

export async function dropLogo(db: Db, organizationId: string): Promise<boolean> {
  return (await db('organization_logos').where({ organization_id: organizationId }).delete()) > 0
}

/** What an organization's logo is, without its bytes. */
export function logoOf(db: Db, organizationId: string): Promise<Omit<Logo, 'png'> | undefined> {
  return db<Logo & { organization_id: string }>('organization_logos')
    .where({ organization_id: organizationId })
    .first('sha256', 'width', 'height')
}

/** A logo by its organization and its hash, for whoever was shown that address: mails and pages behind links have no session. */
export async function findLogo(pool: Pool, organizationId: string, sha256: string): Promise<Buffer | undefined> {
  const row: { png: Buffer } | undefined = await acrossTenants(pool)('organization_logos')
    .where({ organization_id: organizationId, sha256 })
    .first('png')
  return row?.png
}
