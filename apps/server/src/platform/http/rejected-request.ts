import type { Rejection } from '@gaita/contracts';
import { rejectionStatus } from '@gaita/contracts';

/** Carries a refusal from a handler to the filter that answers it. */
export class RejectedRequest extends Error {
  override readonly name = 'RejectedRequest';
  readonly rejection: Rejection;

  constructor(rejection: Rejection) {
    super(rejection.message);
    this.rejection = rejection;
  }

  get status(): number {
    return rejectionStatus[this.rejection.code];
  }
}
