import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
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
    target: 'es2022',
    // A font or icon inside a style sheet would need `data:` in the content security policy.
    assetsInlineLimit: 0,
    // The modeller and the forms are chunks of their own, loaded where they are used.
    chunkSizeWarningLimit: 2500,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:3000' } },
});
