/** Builds `dist` of every package: bundles for those who install them, and the types beside. */
import { cp, rm } from 'node:fs/promises'
import path from 'node:path'
import { type BuildOptions, build } from 'esbuild'
import manifest from '../packages/cli/package.json' with { type: 'json' }
import { lazily, mergeChunks } from './toolchain/merge-chunks.ts'
import { ROOT, run, tool } from './toolchain/run.ts'

const SDK = path.join(ROOT, 'packages/prolific-kit')
const SANDBOX = path.join(ROOT, 'packages/sandbox')
const WORKFLOWS = path.join(ROOT, 'packages/workflows')
const CLI = path.join(ROOT, 'packages/cli')
const NODE = { platform: 'node', target: 'node20' } as const

await Promise.all(
  [SDK, SANDBOX, WORKFLOWS, CLI].map((folder) =>
    rm(path.join(folder, 'dist'), { recursive: true, force: true }),
  ),
)
await Promise.all([bundleSdk(), bundleForNode(SANDBOX), bundleForNode(WORKFLOWS), bundleCli(), declare(SDK)])
// The demo's studies travel with the command.
await cp(path.join(ROOT, 'examples/studies'), path.join(CLI, 'dist/studies'), { recursive: true })
// They read the client's declarations.
await Promise.all([SANDBOX, WORKFLOWS].map(declare))

/**
 * One build for all entries, the transports among them: what two share, such as the error that a transport
 * throws and the client catches, must be one class in one file. Schemas become files that load when asked for.
 */
async function bundleSdk() {
  const { metafile } = await bundle(SDK, {
    metafile: true,
    entryPoints: {
      index: 'src/index.ts',
      contract: 'src/contract/index.ts',
      credentials: 'src/credentials.ts',
      webhooks: 'src/webhooks/index.ts',
      participant: 'src/participant/index.ts',
      'transport.node': 'src/core/transport/node.ts',
      'transport.fetch': 'src/core/transport/fetch.ts',
    },
    platform: 'neutral',
    target: 'es2022',
    external: ['#transport'],
  })
  await mergeChunks(SDK, metafile!, {
    entries: ['dist/index.js', 'dist/transport.node.js', 'dist/transport.fetch.js'],
    // The description of the API is for itself: the sandbox needs no client.
    apart: 'dist/contract.js',
  })
}

function bundleForNode(folder: string) {
  return bundle(folder, { entryPoints: { index: 'src/index.ts' }, ...NODE, packages: 'external' })
}

/** The parser of the command line is bundled: found as a package of many files, it takes most of the time of `--help`. */
async function bundleCli() {
  const { metafile } = await bundle(CLI, {
    metafile: true,
    entryPoints: { main: 'src/main.ts' },
    ...NODE,
    external: Object.keys(manifest.dependencies).filter((name) => name !== 'commander'),
    // All that the bundled parser requires is built in.
    banner: { js: 'const require = process.getBuiltinModule' },
  })
  await mergeChunks(CLI, metafile!, { entries: ['dist/main.js'], platform: 'node', plugins: [lazily] })
}

function bundle(folder: string, options: BuildOptions) {
  return build({
    absWorkingDir: folder,
    outdir: 'dist',
    bundle: true,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    format: 'esm',
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
    ...options,
  })
}

/** Writes declarations only: whether the types are right is the business of `npm run check`. */
async function declare(folder: string) {
  const done = await run(tool('tsc'), ['-p', path.join(folder, 'tsconfig.build.json')])
  if (!done) throw new Error(`The types of ${path.relative(ROOT, folder)} could not be written`)
}
