/** The examples of tests are tests. */
import { vi } from 'vitest'
import '../examples/testing/approve.vitest.ts'

// Jest itself is not installed: what the example takes of it has the same names and meaning here.
vi.mock('@jest/globals', () => import('vitest'))
const JEST = '../examples/testing/approve.jest.mjs'
await import(JEST)
