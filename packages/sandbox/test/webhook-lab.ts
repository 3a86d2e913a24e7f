/** A sandbox and a receiver for each test of a file, both new, and what happens there. */
import { afterEach, beforeEach } from 'vitest'
import { createSandbox, type Sandbox } from '../src/index.ts'
import { call } from './drive.ts'
import { openReceiver, type Receiver } from './receiver.ts'

export interface WebhookLab {
  sandbox: Sandbox
  receiver: Receiver
}

/** Its receivers are given up on after 300 ms. */
export function webhookLab(): WebhookLab {
  const lab = {} as WebhookLab
  beforeEach(async () => {
    lab.sandbox = await createSandbox({ seed: 'deliveries', webhookTimeout: 300 })
    lab.receiver = await openReceiver()
  })
  afterEach(async () => {
    await lab.sandbox.close()
    await lab.receiver.close()
  })
  return lab
}

/** Something that happens to a study each time. */
export async function change(sandbox: Sandbox, study: string): Promise<void> {
  const { status } = await call(sandbox, `GET /api/v1/studies/${study}/`)
  await call(sandbox, `POST /api/v1/studies/${study}/transition/`, {
    action: status === 'ACTIVE' ? 'PAUSE' : 'START',
  })
}
