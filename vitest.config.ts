import { defaultServerConditions } from 'vite'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  ssr: { resolve: { conditions: ['@prolific-kit/source', ...defaultServerConditions] } },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'test/**/*.test.ts'],
    setupFiles: ['test/answers/observe.ts'],
    environment: 'node',
    isolate: false,
    // The databases of PGlite live for seconds: compiling them well takes longer than they do.
    execArgv: ['--liftoff-only'],
    // One for each core: vitest keeps a core free, and of two that is half.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
