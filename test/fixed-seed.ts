import fc from 'fast-check';

/** Property tests look at the same cases every time; LOUNGE_PROPERTY_SEED looks elsewhere. */
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env['LOUNGE_PROPERTY_SEED'] ?? 1) });
