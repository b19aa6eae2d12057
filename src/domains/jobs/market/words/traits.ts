/** How ads ask for general strengths, by skill id. */
export const TRAIT_PHRASES: Readonly<Record<string, readonly string[]>> = {
  communication: [
    'Clear communication, spoken and written',
    'You explain things so that others understand them',
    'Good communication skills',
  ],
  teamwork: [
    'You enjoy working in a team',
    'A team player who also gets on with things alone',
    'Willingness to help out where it is needed',
  ],
  'time-management': [
    'You keep your head when several things come at once',
    'Good time management',
    'Able to meet deadlines without being chased',
  ],
  'problem-solving': [
    'You like to get to the bottom of problems',
    'A practical approach to problem solving',
    'Analytical thinking',
  ],
  'attention-to-detail': [
    'Attention to detail',
    'Careful work, also when it is busy',
    'An eye for detail',
  ],
  organisation: [
    'A well-organised way of working',
    'You plan your day and keep to it',
    'Good organisational skills',
  ],
  reliability: [
    'Reliability and punctuality',
    'We can count on you',
    'You are punctual and dependable',
  ],
  empathy: [
    'Patience and a warm manner',
    'Empathy and a sense of humour',
    'A caring and respectful attitude',
  ],
  'presentation-skills': [
    'You are comfortable speaking to groups',
    'Good presentation skills',
    'Confident presenting to customers and colleagues',
  ],
  'shift-work': [
    'Willingness to work shifts, including some weekends',
    'Flexibility for early and late shifts',
    'Available for rotating shifts',
  ],
  'physical-coordination': ['Steady hands', 'Good manual dexterity', 'Skilful with your hands'],
  'physical-stamina': [
    'Physically fit and able to lift up to 50 lbs',
    'Able to stand and lift for long periods',
    'You do not mind physical work',
  ],
  'customer-service': [
    'Friendly with customers, also on a bad day',
    'Experience in customer service',
    'A customer-focused attitude',
  ],
  'driving-licence': [
    'Full driving licence',
    'Valid driver’s license and clean driving record',
    'Driving licence (class B)',
  ],
  english: ['Good English, spoken and written', 'Fluent English'],
  german: ['German at level B2 or better', 'Good German'],
  french: ['French is a plus in this team', 'Working knowledge of French'],
  spanish: ['Bilingual English/Spanish', 'Conversational Spanish'],
  dutch: ['Fluent Dutch'],
};
