import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';
import { compressAssets } from './compress-assets.ts';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), compressAssets()],
  resolve: {
    // Our packages from their sources: the web needs no build of theirs.
    conditions: ['@gaita/source', ...defaultClientConditions],
  },
  css: {
    // Carbon's own deprecation notices are Carbon's to mend.
    preprocessorOptions: { scss: { quietDeps: true } },
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Which chunk needs which: the test of what is fetched first reads it.
    manifest: true,
    target: 'es2022',
    // A font or icon inside a style sheet would need `data:` in the content security policy.
    assetsInlineLimit: 0,
    // The modeller and the forms are chunks of their own, loaded where they are used.
    chunkSizeWarningLimit: 2500,
    // Every browser that reads es2022 knows modulepreload.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      treeshake: {
        // Our packages only declare: a contract that no screen reads stays at the server, and zod with it.
        moduleSideEffects: [{ test: /\/packages\/[a-z-]+\/src\//, sideEffects: false }],
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:3000' } },
});
