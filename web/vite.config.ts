import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { dropStyleFunctions, dropUnusedStyles } from './vite-antd-styles.ts';
import { firstChunks, firstLoad, preloadStart } from './vite-first-load.ts';
import { dropRemoteFonts, precompress } from './vite-plugins.ts';

const server = process.env.JINGWEI_SERVER ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react(), dropRemoteFonts(), dropStyleFunctions(), dropUnusedStyles(), preloadStart(), precompress(), firstLoad()],
  resolve: {
    alias: {
      '@templates': fileURLToPath(new URL('../.camunda/element-templates', import.meta.url)),
      '@': fileURLToPath(new URL('./src', import.meta.url)),
    },
  },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 1200,
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: { groups: firstChunks } } },
  },
  server: {
    // Tests compare the engine's phrases with its sources and read the processes of the packs; the modeller takes the
    // element templates.
    fs: { allow: ['.', '../src', '../packs', '../.camunda'] },
    proxy: { '/api': { target: server, changeOrigin: true }, '/v2': { target: server, changeOrigin: true } },
  },
  test: {
    testTimeout: 20_000,
    // Nothing else runs beside the tests; one core would be left idle.
    maxWorkers: '100%',
    projects: [
      // Values need no page: their files share a process.
      { extends: true, test: { name: 'values', environment: 'node', isolate: false, include: ['src/**/*.test.ts'] } },
      { extends: true, test: { name: 'pages', environment: 'jsdom', include: ['src/**/*.test.tsx'], setupFiles: ['src/test-setup.ts'] } },
    ],
  },
});
