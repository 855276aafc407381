import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The pages are served below /workbench/; every name in assets/ carries the digest of its content. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/workbench/',
  plugins: [react()],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 700,
  },
});
