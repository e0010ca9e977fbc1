import type { Api } from './api.ts'

interface Brand {
  id: string
  brand_name: string
}

/** The demo organization's own brand: enough voice that its drafts differ from anybody else's. */
const DEMO_BRAND = {
  brand_name: 'Solène',
  brand_voice: {
    tone: ['warm', 'unhurried', 'precise'],
    formality: 'neutral',
    person: 'we',
    emoji: 'some',
    favourite_words: ['linen', 'slow mornings', 'made to last'],
    banned_words: ['cheap', 'haul', 'must-have', 'game-changer'],
    hashtags: ['SoleneStudio', 'MadeToLast'],
    tagline: 'Made for slow mornings.',
  },
  brand_guidelines:
    'Solène makes clothes and home textiles from European flax in small runs. Talk about fabric, fit and care before style. Never promise delivery dates, discounts or sustainability certificates that the request does not name.',
  target_audience: {
    description: 'People of 28 to 45 who buy fewer, better clothes and like to know how they were made',
    segments: ['city professionals with a small wardrobe', 'new parents who want clothes that last'],
    interests: ['slow fashion', 'natural fabrics', 'interior design'],
    locations: ['London', 'Amsterdam', 'Copenhagen'],
  },
  is_default: true,
}

/** The brand to write for: the named one, else the default, which is made on first use. */
export async function demoBrand(api: Api, name: string | undefined): Promise<Brand> {
  const { items } = await api.get<{ items: (Brand & { is_default: boolean })[] }>('/api/v1/brands?limit=100')
  if (name === undefined) return items.find((brand) => brand.is_default) ?? api.post<Brand>('/api/v1/brands', DEMO_BRAND)
  const named = items.find((brand) => brand.brand_name.toLowerCase() === name.toLowerCase())
  if (named) return named
  const known = items.map((brand) => brand.brand_name).join(', ') || 'none yet'
  throw new Error(`The demo organization has no brand "${name}" (it has: ${known}). Leave --brand away to use its default brand.`)
}
