import { mkdir, writeFile } from 'node:fs/promises'
import sharp from 'sharp'
import { openRenderer } from '../activities/images/draw.ts'
import { BrandKit, BrandVoice, type KitFont, type KitTemplate, TargetAudience } from '../domain/brand.ts'
import { canvasOf, type ImageKind, type Panel } from '../domain/images.ts'

/** `npm run images:examples` draws what docs/screenshots shows of carousels and stories, with the product's own renderer. */

const FOLDER = 'docs/screenshots'
/** Height of a page on a strip, and what lies between two, in pixels. */
const STRIP = { height: 640, gap: 20, ground: '#e9e9ec' }

interface Example {
  file: string
  of: 'carousel' | 'story'
  brand: string
  template: KitTemplate
  font: KitFont
  colours: { primary: string | null; background: string | null; ink: string | null }
  words: [headline: string, body: string][]
}

const EXAMPLES: Example[] = [
  {
    file: 'carousel-numeral',
    of: 'carousel',
    brand: 'Mira Makes',
    template: 'numeral',
    font: 'serif',
    colours: { primary: '#b0452c', background: '#faf3ec', ink: '#2b1a14' },
    words: [
      ['Better sourdough in three habits', 'None of them needs new equipment.'],
      ['1. Use cold water', 'It slows the dough down, and slow is where the taste is.'],
      ['2. Rest the dough overnight', 'Eight hours in the fridge, covered.'],
      ['3. Bake in a closed pot', 'The steam stays in and the crust thanks you.'],
    ],
  },
  {
    file: 'carousel-editorial',
    of: 'carousel',
    brand: 'Northwind Advisory',
    template: 'editorial',
    font: 'sans',
    colours: { primary: '#233f8f', background: '#f2f4f8', ink: '#161c2d' },
    words: [
      ['Tax returns are due on 30 April', 'Two things make the last week quiet.'],
      ['Gather the receipts now', 'While the list is still short. A shoebox is a fine start.'],
      ['Ask for an evening appointment', 'If the working day leaves no room, we stay until eight.'],
      ['Which evening suits you?', 'Write to the office to reserve it.'],
    ],
  },
  {
    file: 'carousel-poster',
    of: 'carousel',
    brand: 'Kopi Pagi',
    template: 'poster',
    font: 'serif',
    colours: { primary: '#f2b705', background: '#fffaf0', ink: '#2a1c0a' },
    words: [
      ['Kopi yang enak tidak perlu mahal', 'Tiga hal kecil yang kami lakukan setiap pagi.'],
      ['Giling saat akan diseduh', 'Aroma hilang dalam lima belas menit.'],
      ['Air 92 derajat', 'Mendidih, lalu tunggu satu menit.'],
      ['Simpan untuk besok pagi', 'Ceritakan cara seduh kamu di komentar.'],
    ],
  },
  {
    file: 'story-poster',
    of: 'story',
    brand: 'Hearth & Thread',
    template: 'poster',
    font: 'serif',
    colours: { primary: '#1f4d40', background: '#f6f1e7', ink: null },
    words: [
      ['A small gift for summer', ''],
      ['20% off all linen shirts', 'The everyday ones, in every colour.'],
      ['Until 30 June', 'Tap the link to choose yours.'],
    ],
  },
  {
    file: 'story-editorial',
    of: 'story',
    brand: 'Saturday Clay',
    template: 'editorial',
    font: 'sans',
    colours: { primary: '#e4572e', background: '#fff8f2', ink: '#2b2d42' },
    words: [
      ['Your hands, some clay, one slow Saturday', ''],
      ['Twelve seats, so it stays small', 'The glazing session is free.'],
      ['Who are you bringing?', 'Save your seat through the link in our bio.'],
    ],
  },
]

async function main(): Promise<void> {
  await mkdir(FOLDER, { recursive: true })
  const renderer = await openRenderer()
  for (const { file, of, brand, template, font, colours, words } of EXAMPLES) {
    const canvas = canvasOf('instagram', of)
    if (!canvas) throw new Error(`nothing is drawn for a ${of}`)
    const kind: ImageKind = of === 'story' ? 'frame' : 'slide'
    const panels = words.map(([headline, body], item): Panel => ({ item, kind, headline, body }))
    const { images } = await renderer.draw({
      brand: {
        id: file,
        brand_name: brand,
        brand_voice: BrandVoice.parse({}),
        brand_guidelines: '',
        target_audience: TargetAudience.parse({}),
        competitors: [],
        feeds: [],
        countries: [],
        samples: [],
        kit: BrandKit.parse({ template, font, colours }),
      },
      canvas,
      panels,
      format: 'png',
    })
    await keep(`${file}.png`, await strip(images.map((image) => image.data)))
    const [first] = images
    if (first && file.endsWith('numeral')) await keep('carousel-slide.png', first.data)
    if (first && file.endsWith('poster') && of === 'story') await keep('story-frame.png', first.data)
  }
}

/** Pages side by side, smaller. */
async function strip(pages: readonly Buffer[]): Promise<Buffer> {
  const { height, gap, ground } = STRIP
  const small = await Promise.all(pages.map((page) => sharp(page).resize({ height }).toBuffer({ resolveWithObject: true })))
  const width = small[0]?.info.width ?? 0
  const size = { width: small.length * (width + gap) + gap, height: height + 2 * gap }
  return sharp({ create: { ...size, channels: 3, background: ground } })
    .composite(small.map(({ data }, i) => ({ input: data, left: gap + i * (width + gap), top: gap })))
    .png({ palette: true, colours: 96, compressionLevel: 9 })
    .toBuffer()
}

async function keep(name: string, data: Buffer): Promise<void> {
  await writeFile(`${FOLDER}/${name}`, data)
  process.stdout.write(`${FOLDER}/${name}  ${Math.round(data.length / 1000)} kB\n`)
}

await main()
