import { HttpException } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import { refusal } from './refusal.ts';

/** Carries a refusal from a guard or handler to the filter that answers it. */
export class RejectedRequest extends HttpException {
  readonly rejection: Rejection;

  constructor(rejection: Rejection) {
    super(...refusal(rejection));
    this.rejection = rejection;
  }
}
