import path from 'node:path'
import { Command } from 'commander'
import { UsageError } from '../exit-codes.ts'
import { accountOptions, type GlobalOptions, outputOptions } from '../global-options.ts'
import { show } from '../output/index.ts'
import { openSession } from '../session.ts'
import { whyUnreadable } from '../why-unreadable.ts'

/** Puts a file of datapoints into a dataset: asks for an address and sends the file there. */
export function datasetsUpload(): Command {
  const command = new Command('upload')
    .summary('puts a file of datapoints into a dataset')
    .description(
      'Puts a file of datapoints into a dataset, CSV or JSON Lines by its ending. Prolific reads it in its own time: `datasets retrieve-status` tells how far it is.',
    )
    .argument('<dataset_id>', 'Id of the dataset.')
    .requiredOption('-f, --file <file>', 'the file')
    .addHelpText('after', '\nExample:\n  $ prolific-kit datasets upload ID --file rows.jsonl')
  return outputOptions(accountOptions(command)).action(
    async (dataset_id: string, options: GlobalOptions & { file: string }) => {
      const content = await contentOf(options.file)
      const { client } = await openSession(options)
      const filename = path.basename(options.file)
      const target = await client.datasets.retrieveUploadUrl({ dataset_id, filename })
      await client.upload(target, content)
      const { import_id } = target
      await show({ dataset_id, filename, ...(import_id !== undefined && { import_id }) }, options)
    },
  )
}

async function contentOf(file: string): Promise<Uint8Array> {
  const { readFile } = await import('node:fs/promises')
  try {
    return await readFile(file)
  } catch (error) {
    throw new UsageError(`--file ${file} cannot be read: ${whyUnreadable(error)}`)
  }
}
