/** How the console is built: one small first file, one file per screen, hashed names for ever-lasting caches. */

import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  plugins: [react()],
  build: {
    outDir: here('../dist/console'),
    emptyOutDir: true,
    target: 'es2022',
    // Sources are in the repository; maps would only make the folder larger.
    sourcemap: false,
    chunkSizeWarningLimit: 900,
    // A data URL for a small file would need a wider content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { port: 5173, proxy: { '/api': 'http://127.0.0.1:8080', '/demo.json': 'http://127.0.0.1:8080' } },
});
