import { Injectable } from '@nestjs/common';

/** A service as far as its clock asks. */
export interface ServiceOfCase {
  /** By which roles name it. */
  readonly serviceKey: string;
  readonly processKey: string | null;
  /** Account on record as its manager. */
  readonly manager: string | null;
}

/** Port: the catalogue of services, which stands above, says which there are; none while nobody did. */
@Injectable()
export class ServicesOfCases {
  private list: (institution: string) => Promise<readonly ServiceOfCase[]> = async () => [];

  register(list: (institution: string) => Promise<readonly ServiceOfCase[]>): void {
    this.list = list;
  }

  /** Services that are provided by the process. */
  async by(processKey: string, institution: string): Promise<ServiceOfCase[]> {
    return (await this.list(institution)).filter((service) => service.processKey === processKey);
  }
}
