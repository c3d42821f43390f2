const response = await fetch('health');
const { version } = await response.json();
document.querySelector('#version').textContent = version;
