/** Hands bytes to the browser as a file of this name. */
export function saveAs(file: Blob, name: string): void {
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has it by then; at once, some would find nothing.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
