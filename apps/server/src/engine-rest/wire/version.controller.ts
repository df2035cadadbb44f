import { All, Get } from '@nestjs/common';
import { Allow } from '../../identity/index.ts';
import { restError } from './camunda-error.ts';
import { EngineRestController } from './engine-rest-controller.ts';

/** The release of Camunda 7 whose interface this is: Camunda Modeler chooses its deployment tools by it. */
const spokenVersion = '7.24.0';

@EngineRestController('')
export class VersionController {
  @Get('version')
  @Allow('signed-in')
  version() {
    return { version: spokenVersion };
  }

  @Get('engine')
  @Allow('signed-in')
  engines() {
    return [{ name: 'default' }];
  }
}

/** Last of all controllers: what else Camunda has is not there (yet). */
@EngineRestController('')
export class UnknownRoutesController {
  @All('*path')
  @Allow('signed-in')
  unknown(): never {
    throw restError(404, 'HTTP 404 Not Found');
  }
}
