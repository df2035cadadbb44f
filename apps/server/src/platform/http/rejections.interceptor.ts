import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { isRejection } from '@gaita/contracts';
import type { Observable } from 'rxjs';
import { map } from 'rxjs';
import { RejectedRequest } from './rejected-request.ts';

/** A handler that returns a refusal answers its status; everything else passes. */
@Injectable()
export class RejectionsInterceptor implements NestInterceptor {
  intercept(_: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      map((answer: unknown) => {
        if (isRejection(answer)) throw new RejectedRequest(answer);
        return answer;
      }),
    );
  }
}
