/** Family names of several origins, for employers and people. */
// prettier-ignore
export const FAMILY_NAMES: readonly string[] = [
  'Adler', 'Ahmadi', 'Albrecht', 'Almeida', 'Andersson', 'Appiah', 'Ashworth', 'Barlow', 'Baumann', 'Bennett',
  'Berger', 'Bianchi', 'Blackwood', 'Brandt', 'Brennan', 'Byrne', 'Calloway', 'Carver', 'Castellano', 'Chandra',
  'Chen', 'Clarke', 'Corrigan', 'Cruz', 'Dalton', 'Delgado', 'Demir', 'Dietrich', 'Donnelly', 'Dubois', 'Eberhard',
  'Ekström', 'Ellison', 'Engel', 'Fairchild', 'Farrell', 'Ferreira', 'Finch', 'Fischer', 'Fitzgerald', 'Fonseca',
  'Gallagher', 'Garcia', 'Gerber', 'Goldberg', 'Gupta', 'Haas', 'Hakimi', 'Hale', 'Harlow', 'Hartmann', 'Hawthorne',
  'Healy', 'Herrera', 'Hofer', 'Holloway', 'Huang', 'Ibrahim', 'Iverson', 'Jansen', 'Jimenez', 'Joshi', 'Kaplan',
  'Kavanagh', 'Keller', 'Kim', 'Kowalski', 'Krüger', 'Lambert', 'Larkin', 'Lehmann', 'Lindqvist', 'Lockhart', 'Lopez',
  'Maier', 'Marlowe', 'Martinez', 'McKenna', 'Mehta', 'Meyer', 'Moreau', 'Mwangi', 'Nakamura', 'Navarro', 'Neumann',
  'Nguyen', 'Novak', 'Nowak', 'Okafor', 'Okonkwo', 'Oliveira', 'Osei', 'Park', 'Patel', 'Pemberton', 'Petrov',
  'Pfeiffer', 'Prescott', 'Quigley', 'Ramirez', 'Rausch', 'Reyes', 'Richter', 'Romano', 'Rossi', 'Ruiz', 'Sandoval',
  'Santos', 'Schäfer', 'Schuster', 'Seidel', 'Shah', 'Silva', 'Sinclair', 'Singh', 'Sommer', 'Soto', 'Stark', 'Sullivan',
  'Tanaka', 'Taylor', 'Thiele', 'Thornton', 'Torres', 'Tran', 'Underhill', 'Vargas', 'Vogel', 'Wagner', 'Walsh',
  'Weber', 'Whitaker', 'Winkler', 'Wright', 'Yilmaz', 'Yoon', 'Zimmer',
];

/** Given names of several origins. */
// prettier-ignore
export const GIVEN_NAMES: readonly string[] = [
  'Aaliyah', 'Adam', 'Aisha', 'Alejandro', 'Alice', 'Amara', 'Anna', 'Antonio', 'Aoife', 'Arjun', 'Ben', 'Bianca',
  'Brandon', 'Carlos', 'Chiara', 'Chloe', 'Ciara', 'Clara', 'Daniel', 'Darius', 'David', 'Diego', 'Elena', 'Emeka',
  'Emily', 'Emma', 'Fatima', 'Felix', 'Finn', 'Gabriela', 'George', 'Grace', 'Hannah', 'Hassan', 'Helena', 'Ibrahim',
  'Ingrid', 'Isabella', 'Jack', 'Jamal', 'James', 'Jana', 'Jasmine', 'Jonas', 'José', 'Julia', 'Karim', 'Katarzyna',
  'Keisha', 'Kenji', 'Kevin', 'Laura', 'Leila', 'Leon', 'Liam', 'Lukas', 'Maria', 'Marcus', 'Maya', 'Mei', 'Michael',
  'Mohammed', 'Natalia', 'Niamh', 'Noah', 'Oliver', 'Olivia', 'Omar', 'Patrick', 'Paula', 'Priya', 'Rachel', 'Rahul',
  'Ravi', 'Rosa', 'Samir', 'Sara', 'Sean', 'Sofia', 'Sophie', 'Stefan', 'Tariq', 'Thomas', 'Tobias', 'Tomasz',
  'Valentina', 'Victoria', 'Wei', 'William', 'Yasmin', 'Yuki', 'Zoe',
];

/** Words of nature and place, as employers like to have in their names. */
// prettier-ignore
export const NATURE_WORDS: readonly string[] = [
  'Alder', 'Amber', 'Ash', 'Beacon', 'Beech', 'Birch', 'Bright', 'Cedar', 'Clover', 'Copper', 'Coral', 'Crescent',
  'Elm', 'Falcon', 'Fern', 'Granite', 'Harbor', 'Hazel', 'Heron', 'Ivy', 'Juniper', 'Kingfisher', 'Lake', 'Larch',
  'Laurel', 'Linden', 'Maple', 'Meadow', 'Oak', 'Olive', 'Orchard', 'Pine', 'Poplar', 'Prairie', 'Quarry', 'River',
  'Robin', 'Rowan', 'Sage', 'Silver', 'Spruce', 'Stone', 'Summit', 'Thistle', 'Timber', 'Valley', 'Willow', 'Wren',
];

/** Beginnings and endings of coined company names. */
// prettier-ignore
export const COINED_STARTS: readonly string[] = [
  'Alti', 'Argo', 'Brevi', 'Cali', 'Clari', 'Corvi', 'Dextra', 'Elara', 'Ferro', 'Fluvi', 'Gani', 'Halo', 'Inno',
  'Kine', 'Lumi', 'Merid', 'Modu', 'Nexi', 'Novi', 'Orbi', 'Pali', 'Quanti', 'Rivo', 'Sola', 'Tesse', 'Ultra', 'Velo',
  'Verti', 'Vivi', 'Zeno',
];
// prettier-ignore
export const COINED_ENDS: readonly string[] = [
  'base', 'cast', 'core', 'data', 'flow', 'form', 'grid', 'gram', 'lane', 'line', 'loop', 'mind', 'metrics', 'nova',
  'path', 'point', 'scope', 'sense', 'stack', 'tech', 'track', 'ware', 'works', 'zen',
];

export const SAINTS: readonly string[] = [
  'Anne',
  'Brigid',
  'Clare',
  'Elisabeth',
  'Francis',
  'Joseph',
  'Luke',
  'Mary',
  'Michael',
  'Vincent',
];
