'use client';

import { loadPayframe } from 'payframe';
import { Elements } from 'payframe/react';
import { host, key } from '../host';

const payframe = loadPayframe(key, { host });

export const Provider = ({ children }) => <Elements payframe={payframe}>{children}</Elements>;
