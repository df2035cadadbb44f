import type { JournalRecord } from '@gaita/contracts';

/** What is open on behalf of each activity. */
export class OpenWaits {
  private readonly holders = new Map<string, string>();

  /** Why a record does not fit; undefined when it does or has nothing to do with waits. */
  read(record: JournalRecord): string | undefined {
    switch (record.kind) {
      case 'taskCreated':
        return this.open(record.taskId, record.tokenId);
      case 'timerScheduled':
        return this.open(record.timerId, record.tokenId);
      case 'jobCreated':
        return this.open(record.jobId, record.tokenId);
      case 'subscriptionOpened':
        return this.open(record.subscriptionId, record.tokenId);
      case 'incidentRaised':
        return this.open(record.incidentId, record.tokenId);
      case 'taskCompleted':
      case 'taskWithdrawn':
        return this.close(record.taskId);
      case 'timerFired':
      case 'timerCanceled':
        return this.close(record.timerId);
      case 'jobCompleted':
      case 'jobCanceled':
        return this.close(record.jobId);
      case 'subscriptionClosed':
        return this.close(record.subscriptionId);
      case 'incidentResolved':
        return this.close(record.incidentId);
      default:
        return undefined;
    }
  }

  of(tokenId: string): string[] {
    return [...this.holders].flatMap(([id, holder]) => (holder === tokenId ? [id] : []));
  }

  get size(): number {
    return this.holders.size;
  }

  private open(id: string, tokenId: string): string | undefined {
    if (this.holders.has(id)) return `${id} is open already`;
    this.holders.set(id, tokenId);
    return undefined;
  }

  private close(id: string): string | undefined {
    return this.holders.delete(id) ? undefined : `${id} is not open`;
  }
}
