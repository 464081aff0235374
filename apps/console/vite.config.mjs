import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** config-service as `npm start` runs it; another one by its address. */
const BACKEND = process.env.PATCHBAY_URL ?? 'http://127.0.0.1:4000';

export default defineConfig(({ command }) => ({
  // Relative, so that one build works under any path; the dev server needs to know its own.
  base: command === 'build' ? './' : '/console/',
  plugins: [react()],
  build: {
    target: 'es2023',
    manifest: true,
    // Inlined files would need `data:` in the CSP.
    assetsInlineLimit: 0,
  },
  server: {
    proxy: { '/api': BACKEND, '/console/config.json': BACKEND },
  },
}));
