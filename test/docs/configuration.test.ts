import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readSettings } from '../../sandbox/src/main/flags.js';
import { settings } from '../../sandbox/src/main/settings.js';
import { UsageError } from '../../sandbox/src/main/usage-error.js';
import { SETTINGS_FILE, withSettingTables } from '../../scripts/settings-table.js';

test('the page on the configuration is that of the command’s settings', () => {
  const page = readFileSync(SETTINGS_FILE, 'utf8');
  expect(withSettingTables(page)).toBe(page);
});

test('every flag is also a variable, and wins over it', () => {
  const env = { PAYFRAME_PORT: '5000', PAYFRAME_MEMORY: '1', PAYFRAME_FONT: 'a.woff2,b.woff2' };
  expect(readSettings(settings, ['--port', '6000'], env)).toMatchObject({
    port: { value: '6000', from: '--port' },
    memory: { value: true, from: 'PAYFRAME_MEMORY' },
    font: { value: ['a.woff2', 'b.woff2'], from: 'PAYFRAME_FONT' },
  });
});

test('PORT is the port where PAYFRAME_PORT is not set, and an empty variable counts as none', () => {
  expect(readSettings(settings, [], { PORT: '8080', PAYFRAME_PORT: '' })?.port).toEqual({
    value: '8080',
    from: 'PORT',
  });
  expect(readSettings(settings, [], { PORT: '8080', PAYFRAME_PORT: '5000' })?.port.value).toBe('5000');
  expect(readSettings(settings, [], { PORT: '' })?.port.value).toBe('4242');
});

test('a switch that is set to anything else is named', () => {
  const read = () => readSettings(settings, [], { PAYFRAME_MEMORY: 'yes' });
  expect(read).toThrow(UsageError);
  expect(read).toThrow("PAYFRAME_MEMORY is a switch: it takes 1 or true, 0 or false, not 'yes'.");
  expect(readSettings(settings, [], { PAYFRAME_MEMORY: 'false' })?.memory.value).toBe(false);
});

test('--help asks for nothing else', () => {
  expect(readSettings(settings, ['--help'], { PAYFRAME_PORT: '5000' })).toBeUndefined();
});
