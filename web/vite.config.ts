import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** Where `npm run dev -w web` finds the API of an `npm start` in another terminal. */
const API = process.env.API_URL ?? 'http://127.0.0.1:8000'

export default defineConfig({
  plugins: [react(), tailwind(), compressed()],
  build: { target: 'es2022', outDir: 'dist', sourcemap: false, chunkSizeWarningLimit: 700 },
  server: {
    // The validator and the previews are the product's own: domain/platforms, beside this package.
    fs: { allow: ['..'] },
    proxy: Object.fromEntries(['/api', '/files', '/approve', '/account'].map((path) => [path, API])),
  },
})

/** Writes each text beside itself as .br and .gz, once and at the highest level, for servers that pass them on. */
function compressed(): Plugin {
  let folder = ''
  return {
    name: 'compressed',
    apply: 'build',
    configResolved(config) {
      folder = path.resolve(config.root, config.build.outDir)
    },
    async closeBundle() {
      for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !/\.(?:js|css|svg)$/.test(entry.name)) continue
        const file = path.join(entry.parentPath, entry.name)
        const text = await readFile(file)
        const br = await promisify(brotliCompress)(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
        await writeFile(`${file}.br`, br)
        await writeFile(`${file}.gz`, await promisify(gzip)(text, { level: 9 }))
      }
    },
  }
}
