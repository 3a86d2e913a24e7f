/** Why nothing could be written, in words that need no manual of the system. */
export function whyUnwritable(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  const reasons: Record<string, string> = {
    EEXIST: 'a file is in its place',
    ENOTDIR: 'a file is in its place',
    EISDIR: 'a folder is in its place',
    EACCES: 'you may not write there',
    EPERM: 'you may not write there',
    EROFS: 'nothing can be written there',
    ENOENT: 'nothing can be made there',
    ENOSPC: 'the disk is full',
  }
  return reasons[code ?? ''] ?? message
}
