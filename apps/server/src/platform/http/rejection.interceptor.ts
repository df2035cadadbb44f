import { HttpException, Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { isRejection } from '@gaita/contracts';
import { map } from 'rxjs';
import type { Observable } from 'rxjs';
import { refusal } from './refusal.ts';

/** Turns a returned `Rejection` into its status and `{ code, message, details }`. */
@Injectable()
export class RejectionInterceptor implements NestInterceptor {
  intercept(_: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      map((value: unknown) => {
        if (isRejection(value)) throw new HttpException(...refusal(value));
        return value;
      }),
    );
  }
}
