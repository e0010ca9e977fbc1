/** What Meta's two platforms share of sound. */
export const META_SOUNDS = {
  name: 'Meta Sound Collection',
  source: 'sriplaw.com; trakr.music: songs are licensed to persons for personal use, Sound Collection is cleared for business',
  checked: '2026-11-25',
}
