import { oneTypeByDefault } from '../../intents/index.js';
import type { VersionChange } from '../../kernel/versions.js';

export const versions: VersionChange[] = [oneTypeByDefault('POST /v1/setup_intents')];
