import type { Rejection } from '@gaita/contracts';
import { rejectionStatus } from '@gaita/contracts';

/** Body of every answer that refuses. */
export interface RefusalBody {
  readonly code: string;
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Body and status of a rejection, as `HttpException` takes them. */
export const refusal = ({ code, message, details }: Rejection): [RefusalBody, number] => [
  { code, message, ...(details && { details }) },
  rejectionStatus[code],
];
